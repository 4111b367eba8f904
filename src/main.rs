//! The program: a window, or a headless command.

mod cli;
mod window;

fn main() -> std::process::ExitCode {
    cli::run()
}

//! The program: a window, or a headless command.

mod cli;
mod crash;
mod window;

fn main() -> std::process::ExitCode {
    crash::report_panics();
    cli::run()
}

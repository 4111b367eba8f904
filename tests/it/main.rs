//! Tests across floors, in one binary.

mod break_even;
mod break_even_window;
mod chance;
mod chance_closed_forms;
mod chance_flows;
mod chance_oracle;
mod chance_sampler;
mod chance_view;
mod cli;
mod cli_chance;
mod each_holding;
mod each_param;
mod events;
mod flows;
mod golden;
mod layering;
mod locales;
mod pictures;
mod plan;
mod properties;
mod reconcile;
mod reference;
mod store_files;
mod support;
mod validation;
mod window_numbers;

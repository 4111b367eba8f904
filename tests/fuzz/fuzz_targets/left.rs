#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| forelock_fuzz::readers::left(bytes));

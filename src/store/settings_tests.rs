use super::*;

fn full() -> Settings {
    let mut settings = Settings {
        language: Some(LanguageChoice::Ja),
        theme: Some(ThemeChoice::Projector),
        yen_unit: Some(YenUnitChoice::TenThousand),
        window_size: Some([1280, 800]),
        window_position: Some([-8, 20]),
        left_panel: Some(280),
        right_panel: Some(320),
        last_view: Some("break_even".to_owned()),
        last_shown: Some("chance".to_owned()),
        ..Settings::default()
    };
    settings.remember_file(Path::new("/家/山 \"あい\"\\.ron"));
    settings
}

#[test]
fn what_is_saved_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("new/folder");
    full().save_to(&inside).unwrap();
    let loaded = Settings::load_from(&inside);
    assert_eq!(loaded, LoadedSettings { settings: full(), warnings: Vec::new() });
}

#[test]
fn no_file_is_no_warning() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Settings::load_from(folder.path()), LoadedSettings::default());
}

#[test]
fn unknown_keys_are_written_again_as_they_stood() {
    let text = "{\"theme\": \"dark\", \"future\": Some(Shape(a: 1.50, b: [\"x\"])), \"山\": 0x1F}";
    let mut loaded = Settings::parse(text);
    assert_eq!(loaded.warnings, []);
    loaded.settings.theme = Some(ThemeChoice::Light);
    let written = loaded.settings.to_text();
    assert!(written.contains("\"future\": Some(Shape(a: 1.50, b: [\"x\"])),"), "{written}");
    assert!(written.contains("\"山\": 0x1F,"), "{written}");
    assert!(written.contains("\"theme\": \"light\","), "{written}");
    assert_eq!(Settings::parse(&written).settings, loaded.settings);
}

#[test]
fn a_wrong_value_costs_only_itself() {
    let text = "{\"language\": \"fr\", \"window_size\": [1280, 1], \"left_panel\": 300, \"right_panel\": -1}";
    let loaded = Settings::parse(text);
    assert_eq!(loaded.settings, Settings { left_panel: Some(300), ..Settings::default() });
    let expected = |key, found: &str, allowed: &str| SettingsWarning::Ignored {
        key,
        found: found.to_owned(),
        allowed: allowed.to_owned(),
    };
    assert_eq!(
        loaded.warnings,
        [
            expected("language", "\"fr\"", "ja, en"),
            expected("window_size", "[1280, 1]", "[200–20000, 200–20000]"),
            expected("right_panel", "-1", "50–5000"),
        ]
    );
}

#[test]
fn nonsense_gives_defaults_and_is_kept_beside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE_NAME);
    let deep = "[".repeat(500_000);
    for nonsense in ["", "{", "(a: 1)", "{\"theme\": }", "\u{FEFF}x", deep.as_str()] {
        fs::write(&path, nonsense).unwrap();
        let loaded = Settings::load_from(folder.path());
        assert_eq!(loaded.settings, Settings::default());
        let [SettingsWarning::Unreadable { line: 1, .. }] = loaded.warnings.as_slice() else {
            panic!("{:?}", loaded.warnings)
        };
        full().save_to(folder.path()).unwrap();
        let kept = fs::read_to_string(folder.path().join("settings.ron.unreadable")).unwrap();
        assert_eq!(kept, nonsense);
        assert_eq!(Settings::load_from(folder.path()).settings, full());
    }
}

#[test]
fn bytes_that_are_no_text_give_defaults() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE_NAME), b"\xFF\xFE{\0").unwrap();
    let loaded = Settings::load_from(folder.path());
    assert_eq!(loaded.settings, Settings::default());
    assert!(matches!(loaded.warnings.as_slice(), [SettingsWarning::NotRead { .. }]));
}

#[test]
fn recent_files_are_ten_latest_first_each_once() {
    let mut settings = Settings::default();
    for i in 0..12 {
        settings.remember_file(Path::new(&format!("{i}.ron")));
    }
    settings.remember_file(Path::new("5.ron"));
    let names: Vec<_> = settings.recent_files.iter().map(|path| path.to_str().unwrap()).collect();
    assert_eq!(
        names,
        ["5.ron", "11.ron", "10.ron", "9.ron", "8.ron", "7.ron", "6.ron", "4.ron", "3.ron", "2.ron"]
    );
    settings.forget_file(Path::new("5.ron"));
    assert_eq!(settings.recent_files.len(), 9);
}

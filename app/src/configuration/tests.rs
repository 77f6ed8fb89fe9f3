use super::*;

fn input(id: &str, kind: InputKind) -> Input {
    Input { id: id.into(), name: id.into(), kind }
}

fn length() -> Input {
    let kind = InputKind::Quantity {
        unit: Unit::named("mm"),
        least: Some(50.0),
        greatest: Some(500.0),
        first: 120.0,
        whole: false,
    };
    input("Length", kind)
}

fn count() -> Input {
    let kind = InputKind::Quantity { unit: None, least: Some(1.0), greatest: None, first: 4.0, whole: true };
    input("Count", kind)
}

fn strap() -> Vec<Input> {
    let option = |name: &str| (name.to_owned(), name.to_owned());
    let options = vec![option("Small"), option("Large")];
    vec![
        input("List_Size", InputKind::List { options, first: "Small".into() }),
        length(),
        input("Holes", InputKind::Checkbox { first: true }),
        input("Marking", InputKind::Text { first: "A1".into() }),
    ]
}

#[test]
fn a_quantity_is_read_in_any_unit_that_fits() {
    let length = length();
    for (typed, value) in [
        ("80", "80 mm"),
        (" 80.5 ", "80.5 mm"),
        ("8e1", "80 mm"),
        ("0.08 meter", "80 mm"),
        ("5 in", "127 mm"),
        ("5*in", "127 mm"),
        ("50", "50 mm"),
        ("0.5 m", "500 mm"),
    ] {
        assert_eq!(length.check(typed, POINT).as_deref(), Ok(value), "{typed}");
    }
    for (typed, wrong) in [
        ("", Wrong::NoNumber),
        ("long", Wrong::NoNumber),
        ("80 deg", Wrong::NoNumber),
        ("80 parsec", Wrong::NoNumber),
        ("1.2.3", Wrong::NoNumber),
        ("1e999", Wrong::NoNumber),
        ("NaN", Wrong::NoNumber),
        ("\u{202e}80€", Wrong::NoNumber),
        ("49.9", Wrong::TooSmall),
        ("-80", Wrong::TooSmall),
        ("1 m", Wrong::TooLarge),
    ] {
        assert_eq!(length.check(typed, POINT), Err(wrong), "{typed}");
    }
    assert_eq!(count().check("3", POINT).as_deref(), Ok("3"));
    assert_eq!(count().check("3.5", POINT), Err(Wrong::NotWhole));
    assert_eq!(count().check("3 mm", POINT), Err(Wrong::NoNumber));
}

#[test]
fn a_mark_between_thousands_is_not_taken_for_the_one_before_a_fraction() {
    for (typed, decimal, value) in [
        ("1,000", '.', Ok("1000")),
        ("-1,234,567.0 mm", '.', Ok("-1234567 mm")),
        ("1 000", '.', Ok("1000")),
        ("1.000", '.', Ok("1")),
        ("80,5", '.', Err(Wrong::NoNumber)),
        ("0,500", '.', Err(Wrong::NoNumber)),
        ("1,00", '.', Err(Wrong::NoNumber)),
        ("1000,000", '.', Err(Wrong::NoNumber)),
        ("1,000,00", '.', Err(Wrong::NoNumber)),
        ("1.5,000", '.', Err(Wrong::NoNumber)),
        ("80,5 mm", ',', Ok("80.5 mm")),
        (",5", ',', Ok("0.5")),
        ("8e1 mm", ',', Ok("80 mm")),
        ("1.000,5", ',', Ok("1000.5")),
        ("1\u{202f}000,5\u{a0}mm", ',', Ok("1000.5 mm")),
        ("1 000 000 mm", ',', Ok("1000000 mm")),
        ("80.5", ',', Err(Wrong::NoNumber)),
        ("1 000.000", ',', Err(Wrong::NoNumber)),
        ("1 2.3", ',', Err(Wrong::NoNumber)),
        ("1,2,3", ',', Err(Wrong::NoNumber)),
    ] {
        let unit = if typed.ends_with("mm") { Unit::named("mm") } else { None };
        let kind = InputKind::Quantity { unit, least: None, greatest: None, first: 0.0, whole: false };
        let checked = input("Any", kind).check(typed, decimal);
        assert_eq!(checked.as_deref(), value.as_ref().copied(), "{typed} {decimal}");
    }
}

#[test]
fn what_is_as_at_first_is_known_whatever_stands_before_fractions() {
    let kind = InputKind::Quantity {
        unit: Unit::named("mm"),
        least: None,
        greatest: None,
        first: 0.5,
        whole: false,
    };
    let inputs = [input("Gap", kind)];
    assert_eq!(check(&inputs, &["0,5".to_owned()], ','), Ok(Vec::new()));
}

#[test]
fn what_is_chosen_comes_back_from_the_address() {
    let encoded = "List_Size=Large;Length=0.08+meter;Holes=false;Marking=B%202%3B%3D";
    let drafts = drafts(&strap(), Some(encoded));
    assert_eq!(drafts, ["Large", "80", "false", "B 2;="]);
    assert_eq!(
        check(&strap(), &drafts, POINT),
        Ok(vec![
            ("List_Size".into(), "Large".into()),
            ("Length".into(), "80 mm".into()),
            ("Holes".into(), "false".into()),
            ("Marking".into(), "B 2;=".into()),
        ])
    );
}

#[test]
fn what_is_as_at_first_is_not_sent() {
    assert_eq!(check(&strap(), &drafts(&strap(), None), POINT), Ok(Vec::new()));
    let same_in_metres = ["Small", "0.12 m", "true", "A1"].map(str::to_owned);
    assert_eq!(check(&strap(), &same_in_metres, POINT), Ok(Vec::new()));
}

#[test]
fn every_input_that_is_wrong_is_named() {
    let typed = ["Huge", "1 m", "perhaps", &"x".repeat(257)].map(str::to_owned);
    let expected =
        vec![(0, Wrong::NoOption), (1, Wrong::TooLarge), (2, Wrong::NoOption), (3, Wrong::TooLong)];
    assert_eq!(check(&strap(), &typed, POINT), Err(expected));
}

#[test]
fn an_address_that_cannot_fit_is_told_from_one_that_may() {
    for encoded in ["List_Size=Large", "Length=0.08+meter", "Length=(1%2B2)*in", "", ";;"] {
        assert!(may_fit(&strap(), encoded), "{encoded}");
    }
    for encoded in ["List_Size=Huge", "Length=9+meter", "Holes=2", "Colour=red", "nonsense", "%00"] {
        assert!(!may_fit(&strap(), encoded), "{encoded}");
    }
    assert_eq!(of_address(&"x".repeat(LONGEST + 1)), None);
    assert_eq!(of_address("default"), None);
    assert_eq!(of_address("Size=\n"), None);
    assert_eq!(of_address("Size=L").as_deref(), Some("Size=L"));
}

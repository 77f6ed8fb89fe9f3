//! Numbers as people write them, in the language of the page: ICU4X on the server, `Intl` in the browser.

/// Where the form for everything else stands among the six of a plural (zero, one, two, few, many, other).
pub(crate) const OTHER: usize = 5;

#[cfg(feature = "ssr")]
mod server {
    use icu_decimal::{DecimalFormatter, input::Decimal};
    use icu_locale_core::Locale;
    use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};

    fn locale() -> Locale {
        crate::texts::language().code().parse().unwrap_or(Locale::UNKNOWN)
    }

    /// A count, with its thousands apart.
    pub(crate) fn number(n: u64) -> String {
        let formatter = DecimalFormatter::try_new(
            locale().into(),
            icu_decimal::options::DecimalFormatterOptions::default(),
        );
        formatter.map_or_else(|_| n.to_string(), |formatter| formatter.format(&Decimal::from(n)).to_string())
    }

    /// Which of the six forms of a plural `n` takes.
    pub(crate) fn plural_form(n: u64) -> usize {
        let rules = PluralRules::try_new(locale().into(), PluralRuleType::Cardinal.into());
        match rules.map(|rules| rules.category_for(n)) {
            Ok(PluralCategory::Zero) => 0,
            Ok(PluralCategory::One) => 1,
            Ok(PluralCategory::Two) => 2,
            Ok(PluralCategory::Few) => 3,
            Ok(PluralCategory::Many) => 4,
            Ok(PluralCategory::Other) | Err(_) => super::OTHER,
        }
    }
}
#[cfg(feature = "ssr")]
pub(crate) use server::{number, plural_form};

#[cfg(not(feature = "ssr"))]
mod page {
    use js_sys::{Intl, Number, Object};

    use crate::browser::dates::locales;

    /// A count, with its thousands apart.
    pub(crate) fn number(n: u64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let number = Number::from(n as f64);
        number.to_locale_string(&crate::browser::dates::locale()).into()
    }

    /// Which of the six forms of a plural `n` takes.
    pub(crate) fn plural_form(n: u64) -> usize {
        let rules = Intl::PluralRules::new(&locales(), &Object::new());
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let form = rules.select(n as f64);
        match String::from(form).as_str() {
            "zero" => 0,
            "one" => 1,
            "two" => 2,
            "few" => 3,
            "many" => 4,
            _ => super::OTHER,
        }
    }
}
#[cfg(not(feature = "ssr"))]
pub(crate) use page::{number, plural_form};

//! Packs files as the server does, for tests and for those who want to look at a model:
//! `cargo run -p models --example pack -- export.zip model.glb [export model …]`

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (pairs, []) = arguments.as_chunks::<2>() else {
        return Err("pairs of files, please: what Onshape exported, and where the GLB goes".into());
    };
    for [from, to] in pairs {
        std::fs::write(to, models::pack(&std::fs::read(from)?, &models::Limits::default())?)?;
    }
    Ok(())
}

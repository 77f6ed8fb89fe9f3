//! Builds again when the site that is embedded in the binary has changed.

fn main() -> std::io::Result<()> {
    for folder in ["../target/site", "../target/viewer", "../target/pages"] {
        // In debug builds, which read it when they run, only a folder that was there at the build gives files away.
        std::fs::create_dir_all(folder)?;
        println!("cargo::rerun-if-changed={folder}");
    }
    Ok(())
}

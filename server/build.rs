//! Builds again when the site that is embedded in the binary has changed.

fn main() {
    for folder in ["../target/site", "../target/viewer", "../target/pages"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}

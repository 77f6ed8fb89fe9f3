//! What it costs to pack a model: time on one core, and memory at its peak, beside the size of what Onshape sent.
//! `cargo bench -p models`
#![allow(clippy::cast_precision_loss, reason = "ratios, for people")]

use std::{hint::black_box, process::Command, sync::Arc, time::Duration};

use criterion::{BenchmarkId, Criterion, Throughput};
use models::{Limits, gzip, pack};
use onshape_sandbox::{
    models::{
        Fineness, Model,
        gltf::Asset,
        scene::{Node, Scene, What},
        space::Transform,
    },
    world::id::Id,
};

const MODELS: [(&str, Model); 3] = [
    ("10 thousand", Model::Knurled10k),
    ("200 thousand", Model::Knurled200k),
    ("2 million", Model::Knurled2m),
];

/// What Onshape sends: glTF as JSON, its buffer inside.
fn export(model: Model) -> Vec<u8> {
    let node = |part| Node {
        name: "Part".into(),
        path: vec!["JHD".into()],
        transform: Transform::IDENTITY,
        hidden: false,
        what: What::Part(Arc::new(part)),
    };
    let scene = Scene(model.parts(Fineness::NORMAL).into_iter().map(node).collect());
    Asset::of(&scene, Id::of("document", "d"), Id::of("element", "e"), false).to_json().into_bytes()
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("--once") {
        return once(&arguments.next().unwrap_or_default());
    }
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("pack");
    group.sample_size(10).measurement_time(Duration::from_secs(12));
    for (name, model) in MODELS {
        let file = export(model);
        group.throughput(Throughput::Bytes(file.len() as u64));
        group.bench_with_input(BenchmarkId::new("pack", name), &file, |b, file| {
            b.iter(|| pack(black_box(file), &Limits::default()));
        });
        let Ok(glb) = pack(&file, &Limits::default()) else { continue };
        group
            .bench_with_input(BenchmarkId::new("gzip", name), &glb, |b, glb| b.iter(|| gzip(black_box(glb))));
        let sent = gzip(&glb).map_or(0, |bytes| bytes.len());
        eprintln!(
            "{name} triangles: Onshape sends {} kB, the browser gets {} kB (a {:.1}th), {} kB unzipped",
            file.len() / 1000,
            sent / 1000,
            file.len() as f64 / sent as f64,
            glb.len() / 1000
        );
        memory(name, &file);
    }
    group.finish();
    criterion.final_summary();
}

/// Packs a file in a process of its own, whose peak is told by the kernel.
fn memory(name: &str, file: &[u8]) {
    let folder = std::env::temp_dir().join(format!("vitrine-bench-{}", std::process::id()));
    if std::fs::create_dir_all(&folder).is_err() {
        return;
    }
    let path = folder.join("export.gltf");
    let written = std::fs::write(&path, file);
    if let (Ok(()), Ok(program)) = (written, std::env::current_exe()) {
        let said = Command::new(program).arg("--once").arg(&path).output();
        let said =
            said.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
        if let Ok(bytes) = said.parse::<f64>() {
            eprintln!(
                "{name} triangles: {:.1} MB at the peak, {:.1} times the file",
                bytes / 1e6,
                bytes / file.len() as f64
            );
        }
    }
    let _ = std::fs::remove_dir_all(folder);
}

#[expect(clippy::print_stdout, reason = "read by the process that started this one")]
fn once(path: &str) {
    let before = peak();
    let Ok(file) = std::fs::read(path) else { return };
    let packed = pack(&file, &Limits::default());
    black_box(&packed);
    println!("{}", peak().saturating_sub(before));
}

/// The most memory that this process has had, in bytes (proc(5), `VmHWM`).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap_or(0) * 1024
}

/// What a model may cost at the most. The memory that packing takes is bounded by these, whatever the file says.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the file, and of everything in it, unpacked and decoded.
    pub bytes: usize,
    /// Triangles that differ: an instance costs nothing here.
    pub triangles: usize,
    /// Nodes of the scene.
    pub nodes: usize,
    /// Depth of the scene, and of the JSON that describes it.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 512 << 20, triangles: 20_000_000, nodes: 200_000, depth: 100 }
    }
}

//! The gearbox put together: where each part studio's parts go.

use super::Model;
use super::housing::AXIS;
use super::space::Transform;

/// Where the parts of the `copy`-th use of a model go, counted from 0.
pub fn placement(model: Model, copy: u8) -> Transform {
    let beside = 0.16 * f64::from(copy);
    match model {
        Model::Plate => Transform::moved([0.0, beside, -0.008]),
        Model::Housing => Transform::moved([0.0, beside, 0.0]),
        Model::Shaft => Transform::lying([0.0, beside, AXIS]),
        Model::Gear => Transform::lying([-0.008, beside, AXIS]),
        Model::Flange => Transform::lying([0.060, beside, AXIS]),
        Model::Bracket => Transform::moved([-0.070, beside, 0.0]),
        // Everything else stands in a row before the gearbox.
        other => Transform::moved([0.12 * f64::from(other as u8) - 1.2, -0.25 - beside, 0.0]),
    }
}

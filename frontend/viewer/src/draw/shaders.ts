/** GLSL of everything that a model is drawn with. One vertex shader: what differs are defines. */

/**
 * INSTANCED: places come as attributes. CLEAR: draws what one can look through, and without it only what one cannot;
 * ALL: draws both.
 */
export const VERTEX = /* glsl */ `
precision highp float;
precision highp int;
precision highp sampler2D;
uniform mat4 modelMatrix, viewMatrix, projectionMatrix;
uniform sampler2D looks, moves;
uniform int first;
uniform float exploded;
uniform float wholeOpacity;
in vec3 position;
#ifdef SURFACE
in vec4 normal;
#endif
#ifdef INSTANCED
in vec3 placeTranslation;
in vec4 placeRotation;
in vec3 placeScale;
#else
in float piece;
#endif
out vec3 world;
out vec3 facing;
flat out vec4 color;
flat out vec4 look;
flat out int number;

vec3 turned(vec4 q, vec3 v) { return v + 2.0 * cross(q.xyz, cross(q.xyz, v) + q.w * v); }

void main() {
#ifdef INSTANCED
  number = first + gl_InstanceID;
  world = placeTranslation + turned(placeRotation, placeScale * position);
#else
  number = first + int(piece + 0.5);
  world = (modelMatrix * vec4(position, 1.0)).xyz;
#endif
#ifdef SURFACE
  // Across a mirrored scale a normal goes with its inverse; scales are equal in size.
  #ifdef INSTANCED
  facing = turned(placeRotation, sign(placeScale) * normal.xyz);
  #else
  facing = normal.xyz;
  #endif
#endif
  ivec2 at = ivec2(number % ${1024}, number / ${1024});
  color = texelFetch(looks, ivec2(at.x * 2, at.y), 0);
  color.rgb *= color.rgb;
  look = texelFetch(looks, ivec2(at.x * 2 + 1, at.y), 0);
  world += exploded * texelFetch(moves, at, 0).xyz;
  color.a = min(color.a * wholeOpacity, 1.0);
  if (look.z > 0.5) color.a = min(color.a, 0.12);
  bool isClear = color.a < 0.995;
#ifndef ALL
  #ifdef CLEAR
  bool drawn = look.x > 0.5 && isClear;
  #else
  bool drawn = look.x > 0.5 && !isClear;
  #endif
#else
  bool drawn = look.x > 0.5;
#endif
  gl_Position = drawn ? projectionMatrix * viewMatrix * vec4(world, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
}`;

/** Cuts away what lies behind the section planes: `planes` are normals and offsets, `cuts` how many. */
const CUT = /* glsl */ `
uniform vec4 planes[3];
uniform int cuts;
bool isCut(vec3 point) {
  for (int i = 0; i < 3; i++) if (i < cuts && dot(planes[i].xyz, point) > planes[i].w) return true;
  return false;
}`;

const HEAD = /* glsl */ `
precision highp float;
precision highp int;
in vec3 world;
in vec3 facing;
flat in vec4 color;
flat in vec4 look;
flat in int number;
`;

const SRGB = /* glsl */ `
vec3 toScreen(vec3 linear) {
  return mix(1.055 * pow(max(linear, vec3(0.0)), vec3(1.0 / 2.4)) - 0.055, linear * 12.92, vec3(lessThan(linear, vec3(0.0031308))));
}`;

/** Studio light as CAD systems have it: soft from above, a key and a fill that go with the eye. */
export const SURFACE = /* glsl */ `
${HEAD}
uniform mat4 viewMatrix;
uniform vec3 eye;
uniform bool parallel;
uniform vec3 ahead;
uniform vec3 accent;
uniform vec4 flatColor;
out vec4 pixel;
${CUT}
${SRGB}
void main() {
  if (isCut(world)) discard;
  vec3 shown = color.rgb;
  float share = look.y * 255.0;
  if (flatColor.a > 0.5) {
    vec3 plain = flatColor.rgb;
    if (share > 0.5) plain = mix(plain, accent, share > 1.5 ? 0.45 : 0.22);
    pixel = vec4(plain, 1.0);
    return;
  }
  if (share > 0.5) shown = mix(shown, accent * accent, share > 1.5 ? 0.72 : 0.38);
  vec3 n = normalize(facing);
  vec3 toEye = parallel ? -ahead : normalize(eye - world);
  if (!gl_FrontFacing) n = -n;
  vec3 onScreen = (viewMatrix * vec4(n, 0.0)).xyz;
  float sky = 0.5 + 0.5 * n.z;
  float key = max(dot(onScreen, normalize(vec3(-0.55, 0.6, 0.8))), 0.0);
  float fill = max(dot(onScreen, normalize(vec3(0.9, 0.1, 0.45))), 0.0);
  vec3 light = mix(vec3(0.30, 0.31, 0.33), vec3(0.52, 0.525, 0.53), sky) + vec3(0.56) * key + vec3(0.15) * fill;
  vec3 half1 = normalize(normalize(vec3(-0.55, 0.6, 0.8)) + (viewMatrix * vec4(toEye, 0.0)).xyz);
  float shine = pow(max(dot(onScreen, half1), 0.0), 42.0) * 0.22;
  // Edges away from the eye darken a little, as in a room.
  float rim = 1.0 - max(dot(n, toEye), 0.0);
  vec3 lit = shown * light * (1.0 - 0.22 * rim * rim) + shine;
  pixel = vec4(toScreen(lit), color.a);
#ifdef CLEAR
  pixel.a = clamp(color.a + 0.25 * rim * rim, 0.0, 1.0);
#endif
}`;

/** Lines of one colour; light ones on dark parts. `far` lines are those that surfaces hide. */
export const LINE = /* glsl */ `
${HEAD}
uniform vec4 ink;
uniform vec4 inkOnDark;
uniform vec3 accent;
uniform bool onSurface;
out vec4 pixel;
${CUT}
void main() {
  if (isCut(world)) discard;
  bool isDark = onSurface && dot(color.rgb, vec3(0.2126, 0.7152, 0.0722)) < 0.03;
  pixel = isDark ? inkOnDark : ink;
  float share = look.y * 255.0;
  if (share > 1.5) pixel = vec4(accent, 1.0);
  if (color.a < 0.2) pixel.a *= 0.28;
}`;

/** A piece's number as a colour, from 1. */
export const PICK = /* glsl */ `
${HEAD}
out vec4 pixel;
${CUT}
void main() {
  if (isCut(world) || look.z > 0.5) discard;
  int code = number + 1;
  pixel = vec4(float(code & 255), float((code >> 8) & 255), float((code >> 16) & 255), 255.0) / 255.0;
}`;

/**
 * Adds up which solids a pixel's view ray is inside of where it meets the plane: each back face behind the plane adds
 * its piece's number in three digits, each front face takes it away. Blended by addition, what is left is the number of
 * the piece that the plane cuts there; the last channel counts how many.
 */
export const INSIDE = /* glsl */ `
${HEAD}
uniform vec4 plane;
uniform float side;
out vec4 pixel;
void main() {
  if (dot(plane.xyz, world) > plane.w || look.w < 0.5 || look.z > 0.5) discard;
  float way = gl_FrontFacing ? -side : side;
  int code = number + 1;
  pixel = way * vec4(float(code & 63), float((code >> 6) & 63), float((code >> 12) & 63), 1.0);
}`;

export const CAP_VERTEX = /* glsl */ `
precision highp float;
uniform mat4 modelMatrix, viewMatrix, projectionMatrix;
in vec3 position;
out vec3 world;
out vec2 onPlane;
uniform vec3 across, along;
void main() {
  world = (modelMatrix * vec4(position, 1.0)).xyz;
  onPlane = vec2(dot(world, across), dot(world, along));
  gl_Position = projectionMatrix * viewMatrix * vec4(world, 1.0);
}`;

/** A cut in the part's colour, hatched; where parts overlap, in red. */
export const CAP = /* glsl */ `
precision highp float;
precision highp int;
precision highp sampler2D;
in vec3 world;
in vec2 onPlane;
uniform sampler2D inside, looks;
uniform vec2 size;
uniform int own;
uniform vec4 planes[3];
uniform int cuts;
uniform float pitch;
uniform vec3 accent;
uniform vec4 ink;
out vec4 pixel;
${SRGB}
void main() {
  for (int i = 0; i < 3; i++) if (i < cuts && i != own && dot(planes[i].xyz, world) > planes[i].w) discard;
  ivec2 here = ivec2(gl_FragCoord.xy);
  vec4 found = floor(abs(texelFetch(inside, here, 0)) + 0.5);
  // Where triangles do not meet exactly, single pixels are wrong: their neighbours know better.
  vec4 around[4];
  float agree = 0.0;
  bool border = false;
  for (int i = 0; i < 4; i++) {
    ivec2 step = ivec2(i == 0 ? 1 : i == 1 ? -1 : 0, i == 2 ? 1 : i == 3 ? -1 : 0);
    around[i] = floor(abs(texelFetch(inside, clamp(here + step, ivec2(0), ivec2(size) - 1), 0)) + 0.5);
    if (around[i].a > 0.5) agree += 1.0;
  }
  if (found.a > 0.5 && agree < 1.5) discard;
  if (found.a < 0.5) {
    if (agree < 2.5) discard;
    found = around[0].a > 0.5 ? around[0] : around[1];
  }
  for (int i = 0; i < 4; i++) if (around[i] != found) border = true;
  float count = found.a;
  vec3 base = vec3(0.85, 0.2, 0.16);
  float turn = 0.0;
  if (count < 1.5) {
    vec3 digits = found.rgb;
    int number = int(digits.r) + int(digits.g) * 64 + int(digits.b) * 4096 - 1;
    ivec2 at = ivec2(number % ${1024}, number / ${1024});
    vec4 color = texelFetch(looks, ivec2(at.x * 2, at.y), 0);
    vec4 look = texelFetch(looks, ivec2(at.x * 2 + 1, at.y), 0);
    base = color.rgb * color.rgb;
    float share = look.y * 255.0;
    if (share > 0.5) base = mix(base, accent * accent, share > 1.5 ? 0.72 : 0.38);
    turn = mod(float(number), 2.0) * 1.5708 + mod(floor(float(number) / 2.0), 3.0) * 0.2618;
  }
  float angle = 0.7854 + turn;
  float wave = abs(fract((onPlane.x * cos(angle) + onPlane.y * sin(angle)) / pitch) - 0.5);
  float width = fwidth((onPlane.x * cos(angle) + onPlane.y * sin(angle)) / pitch);
  float line = (1.0 - smoothstep(0.07, 0.07 + width, wave)) * clamp(0.7 / width, 0.0, 1.0);
  pixel = vec4(mix(toScreen(base * 0.92 + 0.03), ink.rgb, border ? ink.a : 0.55 * line), 1.0);
}`;

/**
 * What the profile SVG Tiny Portable/Secure lets a document hold: the attributes and children of each element, and the
 * values of the attributes that have a list of them. Source: the schema of draft-svg-tiny-ps-abrotman.
 */

/** What one element may have. */
interface ElementProfile {
  readonly attributes: ReadonlySet<string>;
  readonly children: readonly string[];
}

const ABOUT = words(
  "id xml:id xml:base xml:lang xml:space about class content datatype property rel resource rev role typeof",
);
const PAINT = words(
  "fill fill-opacity fill-rule stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin " +
    "stroke-miterlimit stroke-opacity stroke-width color color-rendering vector-effect solid-color solid-opacity " +
    "stop-color stop-opacity",
);
const TEXT = words(
  "direction unicode-bidi display-align font-family font-size font-style font-variant font-weight line-increment " +
    "text-align text-anchor",
);
const DESCRIPTION = [
  ...ABOUT,
  ...words("buffered-rendering display image-rendering shape-rendering text-rendering viewport-fill"),
  ...words("viewport-fill-opacity visibility requiredFonts systemLanguage"),
];
const COMMON = [...ABOUT, ...PAINT, ...TEXT];
const DRAWN = [...COMMON, ...words("requiredFonts systemLanguage transform")];
/** The elements that draw something, or hold what is drawn. */
const GRAPHICS = words(
  "circle defs ellipse g line linearGradient path polygon polyline radialGradient rect solidColor text textArea use",
);

/** The elements of the profile by their names. */
export const SVG_TINY_PS: ReadonlyMap<string, ElementProfile> = new Map([
  element(
    "svg",
    [
      ...COMMON,
      ...words("baseProfile contentScriptType externalResourcesRequired focusable height playbackOrder"),
      ...words("preserveAspectRatio snapshotTime timelineBegin version viewBox width zoomAndPan"),
    ],
    [...GRAPHICS, "desc", "metadata", "title"],
  ),
  element("title", DESCRIPTION),
  element("desc", DESCRIPTION),
  element("metadata", []),
  element("g", DRAWN, GRAPHICS),
  element("defs", COMMON, GRAPHICS),
  element("use", [...DRAWN, ...words("href xlink:href x y")]),
  element("path", [...DRAWN, ...words("d pathLength")]),
  element("rect", [...DRAWN, ...words("height rx ry width x y")]),
  element("circle", [...DRAWN, ...words("cx cy r")]),
  element("ellipse", [...DRAWN, ...words("cx cy rx ry")]),
  element("line", [...DRAWN, ...words("x1 x2 y1 y2")]),
  element("polyline", [...DRAWN, "points"]),
  element("polygon", [...DRAWN, "points"]),
  element("text", [...DRAWN, ...words("editable rotate x y")]),
  element("textArea", [...DRAWN, ...words("height width x y")]),
  element("solidColor", COMMON),
  element("linearGradient", [...COMMON, ...words("gradientUnits x1 x2 y1 y2")], ["stop"]),
  element("radialGradient", [...COMMON, ...words("cx cy gradientUnits r")], ["stop"]),
  element("stop", [...COMMON, "offset"]),
]);

/** The attributes whose values are one of a list. */
export const SVG_VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ["baseProfile", ["tiny-ps"]],
  ["version", ["1.2"]],
  ["externalResourcesRequired", ["false"]],
  ["focusable", ["false"]],
  ["editable", ["none"]],
  ["playbackOrder", ["all"]],
  ["snapshotTime", ["none"]],
  ["timelineBegin", ["onLoad"]],
  ["zoomAndPan", ["disable"]],
  ["xml:space", ["default", "preserve"]],
  ["fill-rule", words("inherit nonzero evenodd")],
  ["stroke-linecap", words("butt round square inherit")],
  ["stroke-linejoin", words("miter round bevel inherit")],
  ["vector-effect", words("none non-scaling-stroke inherit")],
  ["color-rendering", words("auto optimizeSpeed optimizeQuality inherit")],
  ["direction", words("ltr rtl inherit")],
  ["unicode-bidi", words("normal embed bidi-override inherit")],
  ["display-align", words("auto before center after inherit")],
  ["font-style", words("normal italic oblique inherit")],
  ["font-variant", words("normal small-caps inherit")],
  ["font-weight", words("normal bold bolder lighter")],
  ["text-anchor", words("start middle end inherit")],
  ["text-align", words("start center end inherit")],
  ["gradientUnits", words("userSpaceOnUse objectBoundingBox")],
]);

function element(
  name: string,
  attributes: readonly string[],
  children: readonly string[] = [],
): readonly [string, ElementProfile] {
  return [name, { attributes: new Set(attributes), children }];
}

function words(text: string): string[] {
  return text.split(" ");
}

export type Scheme = 'light' | 'dark';

/** Colours by role. Every role is a CSS colour that canvas, DOM and SVG all understand. */
export type Colors = Readonly<Record<string, string>>;

export interface Theme {
	readonly scheme: Scheme;
	readonly font: string;
	readonly colors: Colors;
}

export const DEFAULT_FONT =
	"'Source Sans 3 Variable', 'Source Sans 3', system-ui, 'Segoe UI', Roboto, sans-serif";

/** How far the baseline lies below the middle of a line, in units of the font size (Source Sans 3). */
export const BASELINE = 0.312;

const light: Colors = {
	background: '#f6f7f9',
	dot: '#d3d8df',
	surface: '#ffffff',
	line: '#d5dae1',
	text: '#1f2630',
	muted: '#545e6b',
	frame: '#ffffff',
	'frame-line': '#cfd5dd',
	shadow: 'rgb(25 34 51 / 0.16)',
	accent: '#3355e0',
	'accent-soft': 'rgb(51 85 224 / 0.10)',
	'on-accent': '#ffffff',
	guide: '#e0337a',
	'fill-yellow': '#fdeea3',
	'fill-orange': '#ffdcb5',
	'fill-red': '#ffcfc9',
	'fill-pink': '#ffd3e5',
	'fill-purple': '#ead9fc',
	'fill-indigo': '#dcdffd',
	'fill-blue': '#cfe5fd',
	'fill-teal': '#c4f0ea',
	'fill-green': '#cef0d0',
	'fill-lime': '#e5f5b6',
	'fill-gray': '#e5e8ec',
	'fill-white': '#ffffff',
	'ink-yellow': '#836200',
	'ink-orange': '#a04808',
	'ink-red': '#ae2a24',
	'ink-pink': '#ad296a',
	'ink-purple': '#7e3cba',
	'ink-indigo': '#474ec6',
	'ink-blue': '#1761b8',
	'ink-teal': '#087069',
	'ink-green': '#227433',
	'ink-lime': '#54720a',
	'ink-gray': '#4d5763',
	'ink-white': '#1f2630'
};

const dark: Colors = {
	background: '#15181d',
	dot: '#2c323b',
	surface: '#23282f',
	line: '#3c444f',
	text: '#eef1f5',
	muted: '#b8bdc7',
	frame: '#1b1f25',
	'frame-line': '#3c444f',
	shadow: 'rgb(0 0 0 / 0.45)',
	accent: '#8aa2ff',
	'accent-soft': 'rgb(138 162 255 / 0.14)',
	'on-accent': '#10131a',
	guide: '#ff7fb2',
	'fill-yellow': '#574a16',
	'fill-orange': '#673f1c',
	'fill-red': '#662c2a',
	'fill-pink': '#642a49',
	'fill-purple': '#4a3169',
	'fill-indigo': '#373c74',
	'fill-blue': '#204567',
	'fill-teal': '#164d49',
	'fill-green': '#254f2d',
	'fill-lime': '#42501a',
	'fill-gray': '#3a414b',
	'fill-white': '#2a3038',
	'ink-yellow': '#ecc94b',
	'ink-orange': '#f6aa66',
	'ink-red': '#ff9189',
	'ink-pink': '#f78fbd',
	'ink-purple': '#c99bf5',
	'ink-indigo': '#a6acff',
	'ink-blue': '#7fb8f7',
	'ink-teal': '#5fd1c6',
	'ink-green': '#7fce8c',
	'ink-lime': '#b8d95a',
	'ink-gray': '#b3bcc7',
	'ink-white': '#eef1f5'
};

/** Bright colours of highlighters; they are laid over things thinly, so that both schemes share them. */
const marks: Colors = {
	'mark-yellow': '#ffd60a',
	'mark-orange': '#ff9500',
	'mark-red': '#ff4b3e',
	'mark-pink': '#ff5fa8',
	'mark-purple': '#b05cff',
	'mark-indigo': '#6c74ff',
	'mark-blue': '#3da2ff',
	'mark-teal': '#15c2b0',
	'mark-green': '#3ecf5b',
	'mark-lime': '#a8e02c',
	'mark-gray': '#8b95a3',
	'mark-white': '#8b95a3'
};

const EDGE = 'edge';

/**
 * The role of the line around things that otherwise only their shadow sets apart; null in themes that
 * leave it to the shadow. Themes of high contrast have it.
 */
export function edgeRole(theme: Theme): string | null {
	return theme.colors[EDGE] === undefined ? null : EDGE;
}

/** The built-in colours; `read` may override each role (the view reads `--board-<role>` there). */
export function makeTheme(
	scheme: Scheme,
	read: (role: string) => string | null = () => null,
	font = DEFAULT_FONT
): Theme {
	const base = { ...(scheme === 'dark' ? dark : light), ...marks };
	const colors: Record<string, string> = {};
	for (const [role, color] of Object.entries(base)) colors[role] = read(role) ?? color;
	const edge = read(EDGE);
	if (edge !== null) colors[EDGE] = edge;
	return { scheme, font, colors };
}

/** The colour of a role; unknown roles (a token from a newer version) look gray. */
export function colorOf(theme: Theme, role: string): string {
	const color = theme.colors[role];
	if (color !== undefined) return color;
	const [kind] = role.split('-');
	const fallback = kind === 'fill' || kind === 'mark' ? `${kind}-gray` : 'ink-gray';
	return theme.colors[fallback] ?? '#808080';
}

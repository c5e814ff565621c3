const SVG = 'http://www.w3.org/2000/svg';

/** What our own painter writes, and nothing else: whatever a text says, it stays text. */
const known: ReadonlySet<string> = new Set([
	'svg',
	'g',
	'rect',
	'path',
	'circle',
	'ellipse',
	'line',
	'polygon',
	'polyline',
	'image',
	'text',
	'tspan',
	'title',
	'clipPath',
	'defs'
]);
const token = /<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;
const attribute = /([\w:-]+)="([^"]*)"/g;
const entities: Readonly<Record<string, string>> = {
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&#39;': "'",
	'&amp;': '&'
};

/**
 * An SVG document of our painter as elements of the page. The page's rules against injected scripts keep
 * texts from being read as markup, so the elements are made one by one.
 */
export function svgNodes(svg: string): SVGSVGElement {
	const root = document.createElementNS(SVG, 'svg');
	const open: Element[] = [];
	for (const [, close, name = '', attributes = '', empty, text] of svg.matchAll(token)) {
		if (text !== undefined) {
			if (open.length > 1) open.at(-1)?.append(readEntities(text));
			continue;
		}
		if (close === '/') {
			open.pop();
			continue;
		}
		const isRoot = open.length === 0 && name === 'svg';
		// Styles and what this version doesn't know are passed over with what is in them.
		const element = isRoot ? root : document.createElementNS(SVG, known.has(name) ? name : 'desc');
		for (const [, key = '', value = ''] of attributes.matchAll(attribute)) {
			if (key !== 'xmlns' && !key.startsWith('on')) element.setAttribute(key, readEntities(value));
		}
		if (!isRoot && known.has(name)) open.at(-1)?.append(element);
		if (empty !== '/') open.push(element);
	}
	return root;
}

function readEntities(text: string): string {
	return text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
}

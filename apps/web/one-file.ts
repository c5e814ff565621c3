import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

const MESSAGES = /\/messages\/(?:en|de)\/([a-z-]+)(?:\.[a-z]+)?\.json$/;
const STYLES = /\/src\/app\.css$/;
/** A font of its own would be larger than all the rest. */
const FONTS = /@import '@fontsource[^;]*;/;

export interface OneFileOptions {
	/** Of the file. */
	readonly name: string;
	/** Areas of the texts that it needs. */
	readonly areas: readonly string[];
}

/**
 * Writes script and styles into one page that fetches nothing: whoever opens it from a disk, without a
 * network, has all of it. Its policy allows these very texts to run and nothing else to happen.
 */
export function oneFile({ name, areas }: OneFileOptions): Plugin {
	return {
		name: 'one-file',
		enforce: 'pre',
		transform: {
			filter: { id: [MESSAGES, STYLES] },
			handler(text, id) {
				const [, area] = MESSAGES.exec(id) ?? [];
				if (area === undefined) return text.replace(FONTS, '');
				return areas.includes(area) ? null : '{}';
			}
		},
		generateBundle: {
			order: 'post',
			handler(_, bundle) {
				let script = '';
				let style = '';
				for (const [file, part] of Object.entries(bundle)) {
					if (part.type === 'chunk') script += part.code;
					else if (file.endsWith('.css')) style += asText(part.source);
					else this.error(`${file} has no place in one file`);
					delete bundle[file];
				}
				this.emitFile({ type: 'asset', fileName: name, source: pageOf(script, style) });
			}
		}
	};
}

function asText(source: string | Uint8Array): string {
	return typeof source === 'string' ? source : new TextDecoder().decode(source);
}

function pageOf(script: string, style: string): string {
	// In the text of a script these would end it, or hide its end.
	const safe = script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
	const policy = [
		"default-src 'none'",
		`script-src ${hashOf(safe)}`,
		`style-src ${hashOf(style)}`,
		"base-uri 'none'",
		"form-action 'none'",
		"require-trusted-types-for 'script'",
		'trusted-types svelte-trusted-html'
	].join('; ');
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Concordia</title>
<style>${style}</style>
</head>
<body>
<noscript>This page needs JavaScript. / Diese Seite braucht JavaScript.</noscript>
<script type="module">${safe}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
	return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

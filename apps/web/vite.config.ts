import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { firstFiles } from './chunks.ts';
import { lean } from './lean.ts';

/** What allows a script to stand in the page itself (CSP level 2): the hash of its text. */
function allowed(name: string): `sha256-${string}` {
	const text = readFileSync(new URL(`first/${name}`, import.meta.url));
	return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

export default defineConfig({
	json: { namedExports: false, stringify: true },
	// Our packages come with copies of their own of the same version.
	resolve: { dedupe: ['valibot'] },
	environments: {
		client: {
			build: {
				// Parts that come later bring their scripts along by importing them: the lists of all of these
				// would weigh more than the first parts can spare.
				modulePreload: {
					polyfill: false,
					resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css'))
				},
				rolldownOptions: {
					output: {
						codeSplitting: {
							groups: firstFiles
						}
					}
				}
			}
		}
	},
	plugins: [
		lean(),
		sveltekit({
			adapter: adapter(),
			compilerOptions: { runes: true },
			// The app polls nothing: a new build is noticed at the next navigation that fails to load.
			version: { pollInterval: 0 },
			serviceWorker: { register: false },
			// Small styles come with the page: each file of its own would be one more wait.
			inlineStyleThreshold: 4096,
			csp: {
				mode: 'hash',
				directives: {
					'default-src': ['none'],
					'script-src': ['self', allowed('early.js'), allowed('preferences.js')],
					'style-src': ['self'],
					// The one style attribute we can't avoid: SvelteKit hides its route announcer with it.
					'style-src-attr': [
						'unsafe-hashes',
						'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='
					],
					'connect-src': ['self'],
					'img-src': ['self', 'blob:', 'data:'],
					'font-src': ['self'],
					'manifest-src': ['self'],
					'worker-src': ['self', 'blob:'],
					'object-src': ['none'],
					'base-uri': ['none'],
					'form-action': ['self'],
					'frame-ancestors': ['none'],
					'require-trusted-types-for': ['script'],
					// The last two read what is pasted into a document, in pages of their own in which nothing runs.
					'trusted-types': ['svelte-trusted-html', 'document-paste', 'ProseMirrorClipboard']
				}
			}
		})
	]
});

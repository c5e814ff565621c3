import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	json: { namedExports: false, stringify: true },
	plugins: [
		sveltekit({
			adapter: adapter(),
			compilerOptions: { runes: true },
			// The app polls nothing: a new build is noticed at the next navigation that fails to load.
			version: { pollInterval: 0 },
			serviceWorker: { register: false },
			csp: {
				mode: 'hash',
				directives: {
					'default-src': ['none'],
					'script-src': ['self'],
					'style-src': ['self'],
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
					'trusted-types': ['svelte-trusted-html']
				}
			}
		})
	]
});

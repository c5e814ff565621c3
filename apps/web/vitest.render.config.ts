import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Components compile for the server: what they show at first is read as HTML, without a browser.
export default defineConfig({
	plugins: [svelte()],
	test: {
		name: 'render',
		setupFiles: ['../../test/seed.ts'],
		include: ['src/**/*.render.ts'],
		server: { deps: { inline: [/@lucide\/svelte/] } }
	}
});

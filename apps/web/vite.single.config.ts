import { svelte } from '@sveltejs/vite-plugin-svelte';
import path from 'node:path';
import { defineConfig } from 'vite';
import { lean } from './lean.ts';
import { oneFile } from './one-file.ts';

// The page that checks exports, as one file that works from a disk: it lies in every export.
export default defineConfig({
	json: { namedExports: false, stringify: true },
	publicDir: false,
	plugins: [
		lean(),
		svelte({ configFile: false, compilerOptions: { runes: true } }),
		oneFile({ name: 'verify.html', areas: ['common', 'verify'] })
	],
	build: {
		outDir: path.join(import.meta.dirname, 'build'),
		emptyOutDir: false,
		copyPublicDir: false,
		cssCodeSplit: false,
		modulePreload: false,
		rolldownOptions: {
			input: path.join(import.meta.dirname, 'src/single/main.ts'),
			output: { codeSplitting: false }
		}
	}
});

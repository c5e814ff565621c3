export { default as StageBar } from './StageBar.svelte';
export { default as StageLayer } from './StageLayer.svelte';
export { default as NotesPanel } from './NotesPanel.svelte';

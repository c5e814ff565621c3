/** What the board shows of votes, fetched together once there is one. */
export { default as VoteBar } from './VoteBar.svelte';
export { default as VoteMarks } from './VoteMarks.svelte';
export { default as VotePanel } from './VotePanel.svelte';

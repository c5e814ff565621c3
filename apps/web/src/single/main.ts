import '../app.css';
import { locale } from '#lib/i18n/index.svelte.ts';
import { mount } from 'svelte';
import SingleView from './SingleView.svelte';

await Promise.all([locale.start(), locale.loadAll()]);
mount(SingleView, { target: document.body });

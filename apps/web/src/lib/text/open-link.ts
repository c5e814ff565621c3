import { isAddress } from './mark-edits.ts';

/** Opens an address of a text in a page of its own, which learns nothing of this one. */
export function openLink(address: string): void {
	if (isAddress(address)) window.open(address, '_blank', 'noopener,noreferrer');
}

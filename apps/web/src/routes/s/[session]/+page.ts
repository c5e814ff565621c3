import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ session: params.session });

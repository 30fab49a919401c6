// Its filters live in the address.
export { NuqsAdapter as default } from 'nuqs/adapters/next/app';

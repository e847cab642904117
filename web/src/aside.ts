/** Loads the screens that stand aside, once, with their words. */
export type AsideViews = typeof import('./views/entry/aside-views.ts');

let views: Promise<AsideViews> | null = null;

export function aside(): Promise<AsideViews> {
  return (views ??= import('./views/entry/aside-views.ts'));
}

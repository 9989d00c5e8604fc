import { useEffect } from "preact/hooks";

/** The title of the window, which screen readers say when a page changes. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Protest Graph" : `${title} · Protest Graph`;
  }, [title]);
}

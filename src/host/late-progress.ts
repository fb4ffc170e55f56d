import { type CancellationToken, type CancellationTokenSource, ProgressLocation, window } from 'vscode';

/** A notification that comes and goes at once only flickers. */
const delay = 300;

/**
 * Does some work; if it takes longer than a moment, shows a notification with a way to cancel it.
 * @param cancellation cancelled by the notification, and by whoever else holds it
 * @param work calls `report` with how far it is
 */
export async function withLateProgress<T>(
  title: string,
  cancellation: CancellationTokenSource,
  work: (token: CancellationToken, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  let show = (_message: string): void => undefined;
  const result = work(cancellation.token, (message) => show(message));
  const timer = setTimeout(() => {
    void window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        show = (message) => progress.report({ message });
        token.onCancellationRequested(() => cancellation.cancel());
        return result.then(noop, noop);
      },
    );
  }, delay);
  return result.finally(() => clearTimeout(timer));
}

const noop = (): void => undefined;

/** Asks the service this page came from. Answers are kept for as long as the page is, until something is decided. */

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

const KEY = "protest-graph-key";
const KEPT = 200; // answers

/** Whether the service asks for a key that this page does not have. */
export const keyNeeded = signal<string | null>(null);

/** Goes up when answers may have changed: with another key, or after a decision. */
export const generation = signal(0);

const answers = new Map<string, Promise<unknown>>();

/** An error of the service, in its own words (RFC 9457). */
export class Problem extends Error {
  readonly status: number; // 0 when there was no answer
  readonly title: string;
  readonly detail: string;

  constructor(status: number, title: string, detail: string) {
    super(`${title}: ${detail}`);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}

export function hasKey(): boolean {
  return sessionStorage.getItem(KEY) !== null;
}

/** Keeps a key until the tab is closed; null forgets it. */
export function setKey(key: string | null): void {
  if (key === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, key);
  keyNeeded.value = null;
  refresh();
}

export function refresh(): void {
  answers.clear();
  generation.value += 1;
}

/** The answer to a GET request. Rejects with Problem. */
export function ask<T>(path: string): Promise<T> {
  let answer = answers.get(path) as Promise<T> | undefined;
  if (answer === undefined) {
    answer = send(path).then((response) => response.json() as Promise<T>);
    answers.set(path, answer);
    answer.catch(() => answers.delete(path)); // so that asking again asks again
    if (answers.size > KEPT) answers.delete(answers.keys().next().value!);
  }
  return answer;
}

/** Sends something to be decided; every answer may differ afterwards. Rejects with Problem. */
export async function tell<T>(path: string, body?: unknown): Promise<T> {
  const options: RequestInit = { method: "POST" };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  const response = await send(path, options);
  const answer = (await response.json()) as T;
  answers.clear();
  return answer;
}

export async function send(path: string, options: RequestInit = {}): Promise<Response> {
  const headers = new Headers(options.headers);
  const key = sessionStorage.getItem(KEY);
  if (key !== null) headers.set("Authorization", `Bearer ${key}`);
  let response: Response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch {
    throw new Problem(0, "No answer", "The service cannot be reached. Is it still running?");
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.status === 401) keyNeeded.value = key === null ? "" : problem.detail;
  throw problem;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const document = (await response.json()) as { title?: string; detail?: string };
    return new Problem(response.status, document.title ?? response.statusText, document.detail ?? "");
  } catch {
    return new Problem(response.status, response.statusText, "The service gave no reason.");
  }
}

export interface Answer<T> {
  value: T | null;
  problem: Problem | null;
  waiting: boolean;
}

/** The answer to a request as a component sees it; null asks nothing. What was there stays until the next one is. */
export function useAnswer<T>(path: string | null): Answer<T> {
  const [answer] = useAnswers<T>(path === null ? [] : [path]);
  return answer ?? { value: null, problem: null, waiting: false };
}

/** The answers to several requests, in their order. */
export function useAnswers<T>(paths: string[]): Answer<T>[] {
  const [answers, setAnswers] = useState<Answer<T>[]>([]);
  const asked = paths.join("\n");
  const round = generation.value;
  useEffect(() => {
    let current = true;
    setAnswers((before) =>
      paths.map((_, index) => ({ value: before[index]?.value ?? null, problem: null, waiting: true })),
    );
    paths.forEach((path, index) => {
      const settle = (answer: Answer<T>) =>
        current && setAnswers((before) => before.map((one, at) => (at === index ? answer : one)));
      ask<T>(path).then(
        (value) => settle({ value, problem: null, waiting: false }),
        (problem: unknown) => {
          const told = problem instanceof Problem ? problem : new Problem(0, "Unexpected", String(problem));
          settle({ value: null, problem: told, waiting: false });
        },
      );
    });
    return () => {
      current = false;
    };
  }, [asked, round]);
  return paths.map((_, index) => answers[index] ?? { value: null, problem: null, waiting: true });
}

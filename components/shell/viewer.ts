/** Who is signed in, for the frame of the page. */
export interface Viewer {
  readonly name: string;
  readonly email: string;
  readonly workspaceName: string;
}

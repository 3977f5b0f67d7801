import type { session as zhCn } from "../zh-cn/session.ts";

export const session: Record<keyof typeof zhCn, string> = {
  "signIn.title": "Sign in",
  "signIn.user": "User name",
  "signIn.password": "Password",
  "signIn.submit": "Sign in",
  "signIn.submitting": "Signing in…",
  "signIn.expired":
    "Your session has ended. Please sign in again; you return to where you were. Calls are not affected.",
  "signIn.signedOut": "You are signed out.",
  "signIn.replaced":
    "You signed in somewhere else, so the session here has ended. If that was not you, change your password and tell the administrator.",
  "signIn.firstTime": "First time? One-time passwords are printed once in the terminal when the server starts.",
  "signIn.showPassword": "Show password",
  "signIn.hidePassword": "Hide password",
  "signIn.missing": "Please enter the user name and the password.",
  "password.title": "Set a new password",
  "password.why": "{label}, you used a one-time password. Set one of your own before you take calls.",
  "password.current": "One-time password",
  "password.next": "New password",
  "password.again": "Once more",
  "password.rule": "At least 10 characters; not your name, your staff number or a word that is easy to guess.",
  "password.mismatch": "The two new passwords differ.",
  "password.tooShort": "The new password needs at least 10 characters, it has {count}.",
  "password.same": "The new password must differ from the one-time password.",
  "password.submit": "Save and go on",
  "password.changed": "Password changed; sessions elsewhere have ended.",
};

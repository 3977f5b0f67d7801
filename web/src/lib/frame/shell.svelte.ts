/** What parts of the frame open for each other. */
class Shell {
  stateMenuOpen = $state(false);
  shortcutsOpen = $state(false);
}

export const shell = new Shell();

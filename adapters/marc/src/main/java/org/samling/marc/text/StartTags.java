package org.samling.marc.text;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Remembers where the start tags of an XML file stand, because the parser's own count of characters
 * is off by what it looked ahead. Knows just enough of XML to tell a start tag from anything else
 * that begins with the same sign.
 */
final class StartTags {

  private enum State {
    TEXT,
    OPENED,
    DECLARATION,
    COMMENT,
    CDATA,
    INSTRUCTION
  }

  private final Deque<Long> found = new ArrayDeque<>();
  private State state = State.TEXT;
  private long opened;
  private int brackets;

  /** The characters of the file that came last, as far as they matter: up to eight. */
  private final StringBuilder last = new StringBuilder();

  /**
   * Takes the next character.
   *
   * @param c the character
   * @param offset where it stands, in bytes
   */
  void add(char c, long offset) {
    switch (state) {
      case TEXT -> {
        if (c == '<') {
          opened = offset;
          state = State.OPENED;
        }
      }
      case OPENED -> {
        if (c != '!' && c != '?' && c != '/') {
          found.add(opened);
        }
        // Inside a tag, its attributes included, the sign can't stand again.
        state =
            switch (c) {
              case '!' -> State.DECLARATION;
              case '?' -> State.INSTRUCTION;
              default -> State.TEXT;
            };
        last.setLength(0);
        brackets = 0;
      }
      case DECLARATION -> declaration(c);
      case COMMENT -> endAt(c, "-->");
      case CDATA -> endAt(c, "]]>");
      case INSTRUCTION -> endAt(c, "?>");
    }
  }

  /** Where the next start tag stands that was not asked for yet. */
  long next() {
    return found.isEmpty() ? opened : found.remove();
  }

  /** Whether a reference to a character is one here, and no text. */
  boolean isMarkup() {
    return state == State.TEXT;
  }

  private void declaration(char c) {
    if (last.length() < 8) {
      last.append(c);
      if (last.toString().equals("--")) {
        state = State.COMMENT;
        last.setLength(0);
        return;
      }
      if (last.toString().equals("[CDATA[")) {
        state = State.CDATA;
        last.setLength(0);
        return;
      }
    }
    // A document type has its own declarations between brackets.
    brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
    if (c == '>' && brackets <= 0) {
      state = State.TEXT;
    }
  }

  private void endAt(char c, String end) {
    last.append(c);
    if (last.length() > end.length()) {
      last.deleteCharAt(0);
    }
    if (last.toString().equals(end)) {
      state = State.TEXT;
    }
  }
}

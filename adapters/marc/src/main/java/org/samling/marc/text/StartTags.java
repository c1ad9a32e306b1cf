package org.samling.marc.text;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Records the offsets of an XML file's start tags, because the parser's own character count is off
 * by its look-ahead. Knows only enough of XML to tell a start tag from anything else that begins
 * with {@code <}.
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

  /** The last characters of the file, as many as matter (up to eight). */
  private final StringBuilder last = new StringBuilder();

  /**
   * Takes the next character.
   *
   * @param c the character
   * @param offset its position in the file, in bytes
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
        // Inside a tag, including its attributes, < can't occur again.
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

  /** The offset of the next start tag that was not returned yet. */
  long next() {
    return found.isEmpty() ? opened : found.remove();
  }

  /** Whether a character reference is markup here rather than text. */
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
    // A document type has declarations of its own in brackets.
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

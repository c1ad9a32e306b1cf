package org.samling.core.harvest;

/**
 * The port that signs what is given to others to bring back, so that nobody makes or changes it.
 * What was signed stays so after a restart, and on every node.
 */
public interface Signatures {

  /** The signature of a text: letters, digits, hyphen and underscore. */
  String sign(String text);

  /** Whether a text was signed here with this signature. */
  boolean isSigned(String text, String signature);
}

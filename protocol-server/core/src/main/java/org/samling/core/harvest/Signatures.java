package org.samling.core.harvest;

/**
 * The port that signs tokens that clients send back, so that nobody can forge or change them.
 * Signatures stay valid after a restart, and on every node.
 */
public interface Signatures {

  /** The signature of a text: letters, digits, hyphen and underscore. */
  String sign(String text);

  /** Whether this is the signature of the text. */
  boolean isSigned(String text, String signature);
}

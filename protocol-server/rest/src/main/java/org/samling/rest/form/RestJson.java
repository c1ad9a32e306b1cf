package org.samling.rest.form;

import java.util.Map;

/** Writes and reads bodies of answers. */
public interface RestJson {

  /** An object as a document. */
  String write(Map<String, ?> object);

  /** The object of a document that was written so. */
  Map<String, ?> read(String document);
}

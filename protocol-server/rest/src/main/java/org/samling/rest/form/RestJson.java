package org.samling.rest.form;

import java.util.Map;

/** Writes and reads JSON bodies of answers. */
public interface RestJson {

  /** An object as a JSON document. */
  String write(Map<String, ?> object);

  /** The object in a document that {@link #write} made. */
  Map<String, ?> read(String document);
}

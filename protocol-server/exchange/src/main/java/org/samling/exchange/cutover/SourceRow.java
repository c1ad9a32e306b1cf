package org.samling.exchange.cutover;

/** A row of an export. */
interface SourceRow {

  /** The file. */
  String file();

  /** The line on which it begins, from 1; in JSON the number of the object; or the row's key. */
  long line();

  /** The value of a column without surrounding blanks; empty where there is none. */
  String value(String column);
}

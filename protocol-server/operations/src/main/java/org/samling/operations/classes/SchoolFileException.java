package org.samling.operations.classes;

import java.util.List;

/** A school's file can't be used: what is wrong, and where. */
final class SchoolFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SchoolFileException(List<String> faults) {
    super(String.join("; ", faults));
  }

  SchoolFileException(String fault) {
    super(fault);
  }
}

package org.samling.operations;

import java.util.List;

/** Operations about one subject, with the ports that their handlers call. */
@FunctionalInterface
public interface Family {

  /** The operations, each time the same. */
  List<Operation<?, ?>> operations();
}

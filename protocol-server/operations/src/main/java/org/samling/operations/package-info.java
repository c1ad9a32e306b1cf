/**
 * What staff and programs can ask for: each {@link org.samling.operations.Operation} is declared
 * once, with its input, its output, its scope and its words, and has its handler on the core's
 * ports. REST and its description are made from the declarations.
 */
@NullMarked
package org.samling.operations;

import org.jspecify.annotations.NullMarked;

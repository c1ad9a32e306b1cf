/**
 * The servers that one library has: which there are, and how each stands. Imports the JDK and
 * JSpecify only.
 */
@NullMarked
package org.samling.core.nodes;

import org.jspecify.annotations.NullMarked;

/** The servers of one library, and the state of each. Imports the JDK and JSpecify only. */
@NullMarked
package org.samling.core.nodes;

import org.jspecify.annotations.NullMarked;

/** The servers of the library, for those who run them. */
@NullMarked
package org.samling.console.nodes;

import org.jspecify.annotations.NullMarked;

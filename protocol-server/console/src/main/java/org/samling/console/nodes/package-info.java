/** The servers (nodes) of the library, for operators. */
@NullMarked
package org.samling.console.nodes;

import org.jspecify.annotations.NullMarked;

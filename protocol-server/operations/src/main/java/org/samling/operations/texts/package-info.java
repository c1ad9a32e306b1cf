/** The texts that patrons read at kiosks (docs/sip2.md). */
@NullMarked
package org.samling.operations.texts;

import org.jspecify.annotations.NullMarked;

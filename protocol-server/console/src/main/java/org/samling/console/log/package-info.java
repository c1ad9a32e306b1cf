/** The wire log of machines: masked messages, explained field by field. */
@NullMarked
package org.samling.console.log;

import org.jspecify.annotations.NullMarked;

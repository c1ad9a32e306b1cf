/** Tests of the operations' forms. */
@NullMarked
package org.samling.console.operations;

import org.jspecify.annotations.NullMarked;

/** What a library is set up of, with a page for each thing, made of the operations on it. */
@NullMarked
package org.samling.console.administration;

import org.jspecify.annotations.NullMarked;

/** Tests of what is found about a library and its configuration. */
@NullMarked
package org.samling.library.checkup;

import org.jspecify.annotations.NullMarked;

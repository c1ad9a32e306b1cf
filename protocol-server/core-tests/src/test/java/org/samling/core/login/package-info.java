@NullMarked
package org.samling.core.login;

import org.jspecify.annotations.NullMarked;

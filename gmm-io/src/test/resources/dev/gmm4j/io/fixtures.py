# Wrote the .npy files beside it, with NumPy 2.4.6.
import numpy as np

a = np.array([[1.5, -2.0, 3.25], [4.0, 5.5, 1e-3]])
np.save("float64.npy", a)
np.save("float64-fortran.npy", np.asfortranarray(a))
np.save("float32-big-endian.npy", a.astype(">f4"))
np.save("int64.npy", np.array([[1, -2], [3, 4], [5, 6]]))
np.save("bool.npy", np.array([True, False, True]))
np.save("scalar.npy", np.array(1.0))
np.save("objects.npy", np.array([{}, None]), allow_pickle=True)
np.save("structured.npy", np.array([(1.0, 2)], dtype=[("x", "<f8"), ("y", "<i4")]))
for version in (2, 3):
    with open(f"version{version}.npy", "wb") as f:
        np.lib.format.write_array(f, a, version=(version, 0))

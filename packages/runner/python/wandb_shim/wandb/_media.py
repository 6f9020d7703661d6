"""Images, tables and the like: programs may make and log them, and nothing comes of it, since only numbers are metrics."""


class Media:
    """Takes whatever W&B's class of the same name takes."""

    def __init__(self, *args, **kwargs):
        pass


class Image(Media):
    pass


class Video(Media):
    pass


class Audio(Media):
    pass


class Html(Media):
    pass


class Object3D(Media):
    @classmethod
    def from_file(cls, *args, **kwargs):
        return cls()

    from_numpy = from_point_cloud = from_file


class Molecule(Media):
    @classmethod
    def from_rdkit(cls, *args, **kwargs):
        return cls()

    from_smiles = from_rdkit


class Plotly(Media):
    pass


class Graph(Media):
    pass


class Classes(Media):
    pass


class Histogram(Media):
    pass


class Table(Media):
    """Keeps its rows, since programs read them again."""

    def __init__(self, columns=None, data=None, rows=None, dataframe=None, **kwargs):
        given = rows if data is None else data
        if dataframe is not None:
            columns, given = list(dataframe.columns), dataframe.values.tolist()
        self.columns = list(columns or ["Input", "Output", "Expected"])
        self.data = [list(row) for row in given] if given is not None else []

    def add_data(self, *data):
        self.data.append(list(data))

    def add_row(self, *row):
        self.add_data(*row)

    def add_column(self, name, data, optional=False):
        self.columns.append(name)
        for index, value in enumerate(data):
            if index == len(self.data):
                self.data.append([])
            self.data[index].append(value)

    def get_column(self, name, convert_to=None):
        index = self.columns.index(name)
        return [row[index] for row in self.data]


class JoinedTable(Media):
    pass


class EvalTable(Table):
    pass


def box3d(*args, **kwargs):
    return Media()
